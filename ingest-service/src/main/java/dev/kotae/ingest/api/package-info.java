/**
 * What the index holds, for those who ask over HTTP: collections, documents and their receipts, digests.
 */
package dev.kotae.ingest.api;
