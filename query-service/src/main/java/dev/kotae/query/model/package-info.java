/**
 * The models one can ask: {@link dev.kotae.query.model.Model} is the port, {@link dev.kotae.query.model.Catalogue} knows them all.
 * One adapter speaks to OpenAI-compatible servers, one model is built in and needs none.
 */
package dev.kotae.query.model;
