/**
 * The projection of the documents in Redis: chunks to search, and a ledger that says what is live of each document.
 * The {@code Redis*} classes here are the sole owners of keys, fields and scripts.
 */
package dev.kotae.common.index;
