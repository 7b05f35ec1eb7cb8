/**
 * What a build notes on the objects themselves, in annotations that are taken off at the end. kustomize keeps them
 * there, so that patches and generators see them; names and meaning are its own.
 * Source: kustomize 5.8.1, api/internal/utils/annotations.go and api/resource/resource.go.
 */

const DOMAIN = "internal.config.kubernetes.io";

export const PREVIOUS_NAMES = `${DOMAIN}/previousNames`;
export const PREVIOUS_NAMESPACES = `${DOMAIN}/previousNamespaces`;
export const PREVIOUS_KINDS = `${DOMAIN}/previousKinds`;
export const PREFIXES = `${DOMAIN}/prefixes`;
export const SUFFIXES = `${DOMAIN}/suffixes`;
const REFERRED_BY = `${DOMAIN}/refBy`;
export const BEHAVIOR = `${DOMAIN}/generatorBehavior`;
export const NEEDS_HASH = `${DOMAIN}/needsHashSuffix`;
export const ALLOW_NAME_CHANGE = `${DOMAIN}/allowNameChange`;
export const ALLOW_KIND_CHANGE = `${DOMAIN}/allowKindChange`;
export const ENABLED = "enabled";

/** Stay in the output where `buildMetadata` asks for them. */
export const ORIGIN = "config.kubernetes.io/origin";
export const TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations";

export const LOCAL_CONFIG = "config.kubernetes.io/local-config";

/** Taken off every object before it is written, and never taken over from a patch. */
export const BUILD_ANNOTATIONS: readonly string[] = [
  PREVIOUS_KINDS,
  PREVIOUS_NAMES,
  PREFIXES,
  SUFFIXES,
  PREVIOUS_NAMESPACES,
  ALLOW_NAME_CHANGE,
  ALLOW_KIND_CHANGE,
  REFERRED_BY,
  BEHAVIOR,
  NEEDS_HASH,
  `${DOMAIN}/path`,
  `${DOMAIN}/index`,
  `${DOMAIN}/seqindent`,
  `${DOMAIN}/id`,
  `${DOMAIN}/annotations-migration-resource-id`,
  "config.kubernetes.io/path",
  "config.kubernetes.io/index",
  "config.k8s.io/id",
  `${DOMAIN}/helm-generated`,
];
