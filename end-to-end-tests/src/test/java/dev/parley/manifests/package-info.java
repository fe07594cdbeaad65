/** The manifests in k8s/ and the compose file, checked without a cluster: strict schemas, and what refers to what. */
@NullMarked
package dev.parley.manifests;

import org.jspecify.annotations.NullMarked;
