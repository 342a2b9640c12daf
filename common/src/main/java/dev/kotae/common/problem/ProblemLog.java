package dev.kotae.common.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What is logged of the problems that clients are told of. One that a service foresaw, such as a model that fails, is a warning of one
 * line: where in the code it was made says nothing. What nobody foresaw stays an error with all that is known of it.
 */
@Singleton
@Startup
class ProblemLog {

    private final Logger problems = Logger.getLogger("http-problem");

    @PostConstruct
    void begin() {
        problems.setFilter(ProblemLog::calm);
    }

    /** Alters what is to be logged; lets everything through. */
    private static boolean calm(LogRecord problem) {
        if (problem.getThrown() instanceof HttpProblem) {
            problem.setThrown(null);
            problem.setLevel(Level.WARNING);
        }
        return true;
    }
}
