/**
 * What every service does to the problems it tells its clients of (RFC 9457).
 * Which problems there are is each service's own.
 */
package dev.kotae.common.problem;
