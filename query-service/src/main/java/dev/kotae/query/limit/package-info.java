/**
 * How much one asker may ask for: requests a minute, answers at once, tokens a day.
 * It says no before anything is read, searched or generated, and keeps what was spent today where all instances and the next start
 * find it.
 */
package dev.kotae.query.limit;
