/**
 * Child processes that leave nothing behind: each has a log file, a pid file that another command finds it by, and, if wanted, a
 * watch that ends it with the JVM that started it. Everything that runs on one machine is started here.
 */
package dev.kotae.local.process;
