/**
 * Measures which model serves its users best: takes in answers and ratings, counts each once, and reports with intervals.
 * Rooms: evidence (the counts), rating (what users say), statistics (what follows from counts), report, problem.
 */
package dev.kotae.eval;
