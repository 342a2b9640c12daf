/**
 * From a question to an answer whose every citation was judged: streamed or whole, always ended, always recorded.
 */
package dev.kotae.query.answer;
