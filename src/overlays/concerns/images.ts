/** The images that this cluster runs, always said: an upgrade is a changed line here, whatever the base's default is. */
import { AGENT_IMAGE, DATABASE_IMAGE, OPENSSL_IMAGE, SERVER_IMAGE } from "../../certctl/images.ts";
import { AGENT, DATABASE, SERVER } from "../../certctl/names.ts";
import type { StageName } from "../../certctl/stages.ts";
import type { Environment, Image } from "../../model/environment.ts";
import { type Contribution, type ImageOverride, merge } from "../contribution.ts";

export function images(env: Environment): Contribution[] {
  const { server, agent, database } = env.certctl.images;
  const serverImage = override(SERVER_IMAGE, server);
  const openssl = env.tls.source === "init-container" ? [override(OPENSSL_IMAGE, env.tls.image)] : [];
  const use = (stage: StageName, ...list: ImageOverride[]): Contribution => ({ stage, images: list });
  return [
    use("database", override(DATABASE_IMAGE, database)),
    use("credentials", override(DATABASE_IMAGE, database)),
    use("migrate", serverImage, ...openssl),
    use("server", serverImage, ...openssl),
    use("enroll", serverImage),
    use("agent", override(AGENT_IMAGE, agent)),
    ...pullSecrets(env),
  ];
}

function override(name: string, image: Image): ImageOverride {
  const renamed = image.name === name ? { name } : { name, newName: image.name };
  return image.digest === "" ? { ...renamed, newTag: image.tag } : { ...renamed, digest: image.digest };
}

function pullSecrets(env: Environment): Contribution[] {
  if (env.certctl.pullSecrets.length === 0) return [];
  const accounts = [
    ["config", SERVER],
    ["database", DATABASE],
    ["agent", AGENT],
  ] as const;
  return accounts.map(([stage, name]) =>
    merge(stage, "pull-secrets.yaml", "How the nodes log in to the images' registry.", {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name },
      imagePullSecrets: env.certctl.pullSecrets.map((secret) => ({ name: secret })),
    }),
  );
}
