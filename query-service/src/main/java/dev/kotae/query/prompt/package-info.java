/**
 * What a model is told: template files with an id and a hash, and the documents' text as data between them.
 * Plain computation.
 */
package dev.kotae.query.prompt;
