/**
 * What users say of answers: stars, taken in over HTTP, acknowledged once Kafka has them, read back from the counts.
 * Only the user an answer was given to can rate it; the id's signature says who that is.
 */
package dev.kotae.eval.rating;
