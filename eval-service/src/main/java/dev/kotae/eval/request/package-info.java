/**
 * What the resources of ratings and votes have in common: bodies read strictly, and answers that are the asker's own.
 * Whatever does not fit becomes a problem in plain words.
 */
package dev.kotae.eval.request;
