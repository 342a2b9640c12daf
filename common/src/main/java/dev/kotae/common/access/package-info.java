/**
 * Who is asking: the bearer of an OIDC token, or on one machine whoever the headers name.
 * Services annotate what they serve; this room says who it is served to.
 */
package dev.kotae.common.access;
