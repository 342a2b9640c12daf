/**
 * The dashboards and alerts of {@code k8s/} in a real Prometheus that scrapes a running suite with users on it.
 * What is checked of them without a suite stands beside the other manifests.
 */
package dev.kotae.e2e.monitoring;
