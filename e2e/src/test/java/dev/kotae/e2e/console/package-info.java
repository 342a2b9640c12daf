/**
 * The console in a real Chromium, in front of the real suite with a scripted model server beside it: what readers do with it, and what
 * hostile documents and models cannot do to them.
 */
package dev.kotae.e2e.console;
