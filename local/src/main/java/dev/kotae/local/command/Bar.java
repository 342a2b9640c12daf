package dev.kotae.local.command;

import dev.kotae.local.publish.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar where a person looks, else nothing. It shows receipts out of changes sent. */
final class Bar implements Progress, AutoCloseable {
    private final ProgressBar bar;

    private Bar(ProgressBar bar) {
        this.bar = bar;
    }

    static Bar onTerminal(String task, boolean quiet) {
        if (quiet || System.console() == null) {
            return new Bar(null);
        }
        return new Bar(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(0)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .clearDisplayOnFinish()
                .build());
    }

    @Override
    public void at(long sent, long settled) {
        if (bar != null) {
            bar.maxHint(sent);
            bar.stepTo(settled);
        }
    }

    @Override
    public void close() {
        done();
    }

    /** Clears the line for what is printed next. */
    void done() {
        if (bar != null) {
            bar.close();
        }
    }
}
