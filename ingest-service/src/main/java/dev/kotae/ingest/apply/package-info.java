/**
 * Makes changes live: of several to one document the newest, staged, flipped and swept so that readers never see a mixture.
 * What became of each change leaves this room as a receipt.
 */
package dev.kotae.ingest.apply;
