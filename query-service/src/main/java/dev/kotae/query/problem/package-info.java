/**
 * What went wrong, as the client is told: problem details (RFC 9457) with stable codes and plain words.
 * No stack trace and nobody's text ever stands in one.
 */
package dev.kotae.query.problem;
