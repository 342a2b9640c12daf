/**
 * One question, one search, two answers side by side, so that a reader can say which is the better one without knowing who wrote it.
 * Which model wrote which answer is told by nobody here: the response to the vote does.
 */
package dev.kotae.query.comparison;
