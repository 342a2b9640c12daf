package dev.kotae.common.access;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What can be set under {@code kotae.pages}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.pages")
interface PagesConfig {

    /** Inline scripts that pages may run, by hash: {@code sha256-…} in base64. An import map needs one. */
    Optional<List<String>> scriptHashes();
}
