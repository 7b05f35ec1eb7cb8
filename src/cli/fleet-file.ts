/** How the fleet file is called where nobody names one. */
export const FLEET_FILE = "certctl-gitops.yaml";
