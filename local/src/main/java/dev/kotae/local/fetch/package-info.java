/**
 * Files that are too large or too machine-specific for this repository, fetched once by pip into the user's cache. Each is pinned to
 * one version and refused unless its SHA-256 fits.
 */
package dev.kotae.local.fetch;
