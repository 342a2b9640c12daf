package dev.kotae.eval.rating;

import dev.kotae.common.access.Asker;
import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.ErasurePublisher;
import dev.kotae.eval.evidence.ErasurePublisher.Erased;
import dev.kotae.eval.problem.Problems;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collections;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;

/** The right to be forgotten. */
@Path("/api/ratings")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ratings")
public class ErasureResource {

    private static final Logger LOG = Logger.getLogger(ErasureResource.class);

    private final ErasurePublisher erasure;
    private final Set<String> eraserGroups;
    private final SecurityIdentity identity;

    ErasureResource(ErasurePublisher erasure, EvalConfig config, SecurityIdentity identity) {
        this.erasure = erasure;
        this.eraserGroups = config.eraserGroups().orElse(Set.of());
        this.identity = identity;
    }

    /** Erases all that is counted of a user, the asker where none is named; done once Kafka has it. */
    @DELETE
    @Operation(summary = "Erase all answers, ratings, votes and comments of a user")
    @APIResponse(responseCode = "200", description = "How much was erased; reports follow in a moment")
    @APIResponse(
            responseCode = "403",
            description = "forbidden: another user, and the asker is in none of kotae.eval.eraser-groups")
    @APIResponse(responseCode = "503", description = "unavailable: a part may be erased; send it again")
    public Uni<Erased> erase(@RestQuery @Parameter(description = "Whose; without it, the asker's own") String user) {
        Asker asker = Asker.of(identity);
        String whose = user == null || user.isEmpty() ? asker.user() : user;
        if (!whose.equals(asker.user()) && Collections.disjoint(asker.groups(), eraserGroups)) {
            throw Problems.forbidden("You can erase what is kept of you, not of others");
        }
        return erasure.eraseUser(whose).onFailure().transform(ErasureResource::notErased);
    }

    private static Throwable notErased(Throwable failure) {
        LOG.warnf("An erasure did not come to its end: %s", failure);
        return Problems.unavailable("Not all could be erased; send it again in a few seconds");
    }
}
