/**
 * What the documents promise, tried out: every command of the README is run, and every command and option that any page names
 * must exist.
 */
package dev.kotae.e2e.docs;
