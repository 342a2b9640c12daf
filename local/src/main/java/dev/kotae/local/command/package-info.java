/**
 * The {@code kotae} command: what a person at a terminal, or a script with {@code --json}, can ask of the suite. Exit code 0 is done,
 * 1 failed, 2 wrong usage; errors are sentences.
 */
package dev.kotae.local.command;
