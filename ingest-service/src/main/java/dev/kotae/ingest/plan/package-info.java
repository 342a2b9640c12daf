/**
 * From a change to what the index should hold for its document, and what of that it holds already.
 * Pure computation: nothing here asks anybody.
 */
package dev.kotae.ingest.plan;
