/**
 * From a question to the chunks that say something about it: two legs, one ranking, an absolute test of evidence.
 * {@code POST /api/search} serves it as it is.
 */
package dev.kotae.query.search;
