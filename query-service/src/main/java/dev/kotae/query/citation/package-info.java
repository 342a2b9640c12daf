/**
 * Citations that hold: markers are mapped to the chunks the model was given, sentences to the spans that support them.
 * Plain computation; nothing here knows a model or a wire.
 */
package dev.kotae.query.citation;
