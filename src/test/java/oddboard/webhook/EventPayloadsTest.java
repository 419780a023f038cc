package oddboard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import oddboard.account.User;
import oddboard.common.StoredJson;
import oddboard.dataset.Dataset;
import oddboard.dataset.VersionId;
import oddboard.inbox.InboxDrifted;
import oddboard.inbox.InboxFlagged;
import oddboard.inbox.InboxId;
import oddboard.inbox.InboxPaused;
import oddboard.job.JobState;
import oddboard.registry.Method;
import oddboard.registry.ModelAliases;
import oddboard.registry.ModelRegistration;
import oddboard.registry.Thresholds;
import oddboard.run.Run;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringId;
import oddboard.scoring.ScoringSpec;
import oddboard.scoring.Scorings;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What stands in each type of event, when what it tells really happens. */
class EventPayloadsTest extends PageTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Set<String> ALWAYS = Set.of("dataset", "datasetName", "user");

    @Autowired
    private Webhooks webhooks;

    @Autowired
    private Runs runs;

    @Autowired
    private ModelRegistration registration;

    @Autowired
    private ModelAliases aliases;

    @Autowired
    private Thresholds thresholds;

    @Autowired
    private Scorings scorings;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient sql;

    @Test
    void everyTypeTellsIdsAndNamesAndNoMetrics() {
        User grace = users.require();
        Endpoint endpoint = webhooks.create(
                        new EndpointSpec("All", "https://localhost:1/", List.of(EventType.values()), true), grace)
                .endpoint();
        Dataset dataset = readyDataset(48, 30, Dataset.Visibility.PRIVATE);
        VersionId version = dataset.ready().orElseThrow().id();
        Run run = runs.start(RunSpec.of(version, "fcn", Map.of("epochs", 2, "batchSize", 16)), grace);
        Await.until(
                "the run",
                LONG,
                () -> runs.find(run.id(), grace)
                        .filter(r -> r.job().state() == JobState.SUCCEEDED)
                        .orElse(null));
        registration.register(run.id(), "payload-caps", "", List.of(), grace);
        thresholds.add("payload-caps", 1, new Thresholds.Request(Method.QUANTILE, Map.of("q", 0.5), null), grace);
        aliases.move("payload-caps", "champion", 1, null, "better", grace);
        // Where every image reaches the threshold: more than its false alarms explain.
        sql.sql("update threshold set value = -1e9, rate = 0.01, rate_low = 0, rate_high = 0.05")
                .update();
        Scoring scoring = scorings.start(
                new ScoringSpec(
                        "payload-caps@champion",
                        List.of(),
                        version,
                        ScoringSpec.Split.TEST,
                        null,
                        ScoringSpec.Maps.NONE,
                        "Night",
                        0,
                        ""),
                grace);
        Await.until(
                "the scoring",
                LONG,
                () -> scorings.find(scoring.id(), grace)
                        .filter(s -> s.job().state().isEnded())
                        .orElse(null));
        inbox(scoring.id(), grace);

        assertThat(told(endpoint, "version.ready")).isEqualTo(keys("version", "versionNumber", "job"));
        assertThat(told(endpoint, "run.succeeded"))
                .isEqualTo(keys("run", "name", "detector", "job", "version", "versionNumber"));
        assertThat(told(endpoint, "registered_model.created")).isEqualTo(keys("model"));
        assertThat(told(endpoint, "model_version.created")).isEqualTo(keys("model", "version", "sha256", "run"));
        assertThat(told(endpoint, "model_version_alias.created"))
                .isEqualTo(keys("model", "alias", "version", "sha256"));
        String[] scored = {"scoring", "name", "job", "model", "version", "alias", "sha256", "counts"};
        assertThat(told(endpoint, "scoring.succeeded")).isEqualTo(keys(scored));
        Set<String> high = keys(scored);
        high.add("expectedFalseAlarms");
        assertThat(told(endpoint, "scoring.flagged_rate_high")).isEqualTo(high);
        Set<String> inbox = keys("inbox", "name", "scoring", "model", "version", "images", "flagged");
        assertThat(told(endpoint, "inbox.flagged")).isEqualTo(inbox);
        inbox.add("psi");
        assertThat(told(endpoint, "inbox.drift")).isEqualTo(inbox);
        inbox.remove("psi");
        inbox.add("reason");
        assertThat(told(endpoint, "inbox.paused")).isEqualTo(inbox);
        assertThat(sql.sql("select string_agg(data::text, ' ') from webhook_event")
                        .query(String.class)
                        .single())
                .contains("\"flagged\":30", "\"psi\":{\"brightness\":0.5}", "\"reason\":\"canceled\"")
                .doesNotContain("auroc", "AUC");
        webhooks.delete(endpoint.id(), grace);
    }

    private void inbox(ScoringId scoring, User by) {
        InboxId inbox = new InboxId(
                sql.sql("""
                        insert into inbox (name, folder, model_id, alias, minutes, psi_limit, paused, account_id)
                        select 'Line', 'none', id, 'champion', 5, 0.25, true, :by from registered_model
                        where name = 'payload-caps' returning id""").param("by", by.id().value()).query(Long.class).single());
        transaction.executeWithoutResult(status -> {
            events.publishEvent(new InboxFlagged(inbox, scoring));
            events.publishEvent(new InboxDrifted(inbox, scoring, Map.of("brightness", 0.5)));
            events.publishEvent(new InboxPaused(inbox, scoring, JobState.CANCELLED));
        });
    }

    private static Set<String> keys(String... own) {
        Set<String> all = new TreeSet<>(ALWAYS);
        all.addAll(List.of(own));
        return all;
    }

    private Set<String> told(Endpoint endpoint, String type) {
        return new TreeSet<>(StoredJson.MAPPER
                .readTree(sql.sql("""
                        select v.data from webhook_event v join webhook_delivery d on d.event_id = v.id
                        where d.endpoint_id = :endpoint and v.type = :type""")
                        .param("endpoint", endpoint.id().value())
                        .param("type", type)
                        .query(String.class)
                        .single())
                .propertyNames());
    }
}
