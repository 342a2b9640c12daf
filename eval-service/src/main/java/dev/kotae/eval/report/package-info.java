/**
 * The report on models: counts of all partitions merged, with intervals, percentiles and a recommendation or none.
 * One value, written as JSON, CSV, Markdown or a single HTML page.
 */
package dev.kotae.eval.report;
