/**
 * The query service: it finds chunks, has a model answer from them, and sees to it that every citation holds.
 * Rooms: search, prompts, models, citations, answers.
 */
package dev.kotae.query;
