/**
 * The manifests in {@code k8s/}, built by a real kustomize and read as a cluster would read them.
 * What they set is held against what the built services know and what the suite on one machine does.
 */
package dev.kotae.e2e.k8s;
