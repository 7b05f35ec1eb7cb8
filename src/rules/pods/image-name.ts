/** The parts of an image's name. */

export interface ImageName {
  /** With the registry: `ghcr.io/certctl-io/certctl-server`. */
  readonly repository: string;
  /** The last part of the repository: `certctl-server`. */
  readonly base: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** A registry's port is no tag: `registry:5000/postgres`. */
export function imageName(image: string): ImageName {
  const [named = "", digest] = image.split("@");
  const slash = named.lastIndexOf("/");
  const colon = named.indexOf(":", slash + 1);
  const repository = colon < 0 ? named : named.slice(0, colon);
  return {
    repository,
    base: repository.slice(slash + 1),
    tag: colon < 0 ? undefined : named.slice(colon + 1),
    digest,
  };
}
