/** The console in a real browser: how much it loads and how soon one can ask. */
package dev.kotae.bench.console;
