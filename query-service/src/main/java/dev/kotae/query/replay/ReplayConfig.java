package dev.kotae.query.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set under {@code kotae.replays}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.replays")
interface ReplayConfig {

    /** The group whose members may have questions answered once more for experiments: the eval service, by its key. */
    @WithDefault("kotae-experiments")
    String group();
}
