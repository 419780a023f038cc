package oddboard.api.openapi;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API's description: springdoc reads the calls, and here stands what they don't say. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication // a worker has no API
class ApiDocument {
    static final String TOKEN = "token";

    private static final String ABOUT = """
            Everything that the pages do, for scripts. Send `Authorization: Bearer TOKEN` with an access token from the account \
            page. Ids are strings, times RFC 3339 in UTC, all text UTF-8. A signed-in browser may read here too.

            **Lists** come as `{"items": [...], "next": "..."}`; send `next` back as `?cursor=` for the following page. A \
            cursor names the last item, so that nothing is missed or repeated while things are added. Cursors can't be made up.

            **Repeating a POST** is safe with a header `Idempotency-Key` of your own choice, up to 200 characters: within 7 days \
            the same key with the same call and body gets the first answer again, with `Idempotent-Replayed: true`. The same \
            key with another call or body is refused. A call that failed leaves its key free. Of an upload's body only the \
            length is compared.

            **Errors** are `application/problem+json` with a sentence for users in `detail` and a stable `code` for programs. \
            A field that a call doesn't know is refused, lest a mistyped setting train for hours. Where `Retry-After` comes \
            with a refusal, the same call may succeed after so many seconds.

            **Unchanged answers** to GET cost little: send the `ETag` of the last one as `If-None-Match` and get 304. HEAD works \
            wherever GET does. Tables of scores are streamed, and packed where `Accept-Encoding: gzip` asks for it.
            """;

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("Oddboard").version("1").description(ABOUT))
                .servers(List.of(new Server().url("/").description("this server")))
                .tags(List.of(
                        tag("Data sets", "Image sets, private or the team's, with immutable versions."),
                        tag("Projects", "Groups of data sets with members of their own."),
                        tag("Search", "What somebody sees of data sets, runs and models, by words."),
                        tag("Uploads", "Files of a data set, whole or in pieces by tus."),
                        tag("Versions", "Imports of uploaded files: split, packed, labeled."),
                        tag("Images", "Images of versions and of runs."),
                        tag(
                                "Labels",
                                "Who is anomalous, and of what type; a label set never changes, relabelling makes the next."),
                        tag("Detectors", "Kinds of models with their settings."),
                        tag("Runs", "A detector with settings on a version: trains, then scores."),
                        tag("Results", "Losses, scores, curves and ranked images of runs."),
                        tag("Reports", "Runs, boards and models as one HTML file to read, print and send."),
                        tag("Sweeps", "Many runs over settings and seeds."),
                        tag("Backbones", "Networks trained elsewhere, whose weights the detector backbone uses."),
                        tag("Webhooks", "Events sent to programs: signed, tried again, and listed."),
                        tag("Inboxes", "Folders of the server whose new images are scored by themselves."),
                        tag("Scorings", "Images scored with a model: many by a job, one at once."),
                        tag("Models", "Runs that people chose to keep: versions, aliases and thresholds."),
                        tag("Leaderboards", "Which entry is best, and whether entries differ significantly."),
                        tag("Submissions", "Scores made elsewhere, and ensembles."),
                        tag("Queue", "Jobs: what waits, runs and has ended."),
                        tag("Workers", "Processes that do jobs."),
                        tag("Comments", "What people say about runs, models, versions, images and boards."),
                        tag("Notices", "What the caller hears of."),
                        tag("Users", "Who may sign in, and invitations; for administrators."),
                        tag("Account", "The caller's own account and access tokens."),
                        tag("Server", "Health, storage and the audit log.")))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description(
                                                "A personal access token. It acts for its owner as far as its scope goes: a token that may "
                                                        + "read is refused by everything but GET and HEAD, one that may write acts as a member at most, "
                                                        + "and one for administration as an administrator.")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }

    @Bean
    SchemaNames schemaNames() {
        return new SchemaNames();
    }

    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mappers, SchemaNames names) {
        return new ModelResolver(mappers.jsonMapper(), names).openapi31(true);
    }

    @Bean
    OperationCustomizer calls() {
        return new CallDocument()::complete;
    }

    @Bean
    OpenApiCustomizer schemas(SchemaNames names) {
        return new SchemaDocument(names)::complete;
    }
}
