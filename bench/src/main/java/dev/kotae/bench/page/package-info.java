/**
 * The page of figures: one section for each benchmark, replaced by the run that made it. A figure stands with its interval, its goal and
 * the command that made it.
 */
package dev.kotae.bench.page;
