package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.dataset.VersionId;
import oddboard.scoring.ImageSelection.Order;
import oddboard.scoring.ImageSelection.Shown;
import oddboard.scoring.ScoredImage.Verdict.Kind;
import oddboard.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people say what images are, neither knowing what the other says. */
class TwoReviewersTest {
    @TempDir
    Path folder;

    private ScoringFixture fixture;
    private TwoReviewers reviewers;
    private Verdicts verdicts;
    private Scoring scoring;
    private User bea;
    private User carl;

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(folder);
        fixture.train("caps", "patches", Map.of());
        reviewers = fixture.runs.part(TwoReviewers.class);
        verdicts = fixture.runs.part(Verdicts.class);
        scoring = fixture.start("caps/1", List.of(), new VersionId(fixture.runs.version), ScoringSpec.Maps.NONE);
        fixture.work(fixture.claim(scoring));
        scoring = fixture.again(scoring);
        bea = user("bea");
        carl = user("carl");
        fixture.runs.jdbc.sql("update dataset set visibility = 'team'").update();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private User user(String name) {
        return new User(
                new UserId(TestDatabase.addAccount(fixture.runs.database, name, "MEMBER")), name, Role.MEMBER, false);
    }

    private void says(User by, int index, @Nullable Kind kind, String type) {
        verdicts.set(scoring.id(), index, kind, type, "", by);
    }

    private ScoredImage.@Nullable Verdict counts(int index) {
        return fixture.scorings.image(scoring, index).orElseThrow().verdict();
    }

    private List<Integer> disputed() {
        return fixture.scorings.images(scoring, new ImageSelection(Shown.DISPUTED, Order.INDEX), 0, 100).stream()
                .map(ScoredImage::index)
                .toList();
    }

    private TwoReviewers.Progress progress() {
        return reviewers.progress(fixture.again(scoring));
    }

    @Test
    void whatBothSayCountsAndTheSecondDoesNotSeeTheFirst() {
        reviewers.choose(scoring.id(), 2, fixture.admin);
        says(fixture.admin, 0, Kind.ANOMALOUS, "dent");
        assertThat(counts(0)).as("what the second sees").isNull();
        assertThat(reviewers.own(scoring, 0, bea)).isEmpty();
        assertThat(reviewers.own(scoring, 0, fixture.admin))
                .map(ScoredImage.Verdict::kind)
                .contains(Kind.ANOMALOUS);
        assertThat(progress().waiting()).isEqualTo(1);
        says(fixture.admin, 0, Kind.ANOMALOUS, "dent");
        assertThat(counts(0)).as("one person twice is no second").isNull();
        says(bea, 0, Kind.ANOMALOUS, "");
        assertThat(counts(0)).isNotNull().satisfies(verdict -> {
            assertThat(verdict.kind()).isEqualTo(Kind.ANOMALOUS);
            assertThat(verdict.type()).isEqualTo("dent");
            assertThat(verdict.byName()).isEqualTo("bea");
        });
        assertThat(progress().waiting()).isZero();
        assertThat(disputed()).isEmpty();
    }

    @Test
    void aThirdDecidesWhereTwoDoNotAgree() {
        reviewers.choose(scoring.id(), 2, fixture.admin);
        says(fixture.admin, 1, Kind.ANOMALOUS, "dent");
        says(bea, 1, Kind.NORMAL, "");
        assertThat(counts(1)).isNull();
        assertThat(disputed()).containsExactly(1);
        assertThat(progress().disputed()).isEqualTo(1);
        says(carl, 1, Kind.NORMAL, "");
        assertThat(counts(1)).isNotNull().satisfies(verdict -> {
            assertThat(verdict.kind()).isEqualTo(Kind.NORMAL);
            assertThat(verdict.byName()).isEqualTo("carl");
        });
        assertThat(disputed()).isEmpty();
        assertThat(progress().disputed()).isZero();
        says(carl, 1, null, "");
        assertThat(counts(1)).as("taken back").isNull();
        assertThat(disputed()).containsExactly(1);
        says(bea, 1, Kind.ANOMALOUS, "scratch");
        assertThat(counts(1)).as("they agree now").isNotNull().satisfies(verdict -> {
            assertThat(verdict.kind()).isEqualTo(Kind.ANOMALOUS);
            assertThat(verdict.type()).as("two types are none").isEmpty();
        });
    }

    @Test
    void onlyWhatCountsBecomesALabel() {
        reviewers.choose(scoring.id(), 2, fixture.admin);
        says(fixture.admin, 0, Kind.NORMAL, "");
        says(fixture.admin, 1, Kind.NORMAL, "");
        says(bea, 1, Kind.ANOMALOUS, "");
        NextVersions next = fixture.runs.part(NextVersions.class);
        assertThatThrownBy(() -> next.start(scoring.id(), List.of(), null, fixture.admin))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Nobody has called an image");
        says(bea, 0, Kind.NORMAL, "");
        var version = next.start(scoring.id(), List.of(), null, fixture.admin);
        assertThat(fixture.runs
                        .jdbc
                        .sql(
                                "select string_agg(index || ' ' || verdict, ', ') from version_verdict where version_id = :id")
                        .param("id", version.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("0 normal");
    }

    @Test
    void tellsHowFarTheyAgree() {
        reviewers.choose(scoring.id(), 2, fixture.admin);
        Kind[] first = {Kind.ANOMALOUS, Kind.ANOMALOUS, Kind.NORMAL, Kind.NORMAL, Kind.NORMAL};
        Kind[] second = {Kind.ANOMALOUS, Kind.NORMAL, Kind.NORMAL, Kind.NORMAL, Kind.ANOMALOUS};
        for (int i = 0; i < first.length; i++) {
            says(fixture.admin, i, first[i], "");
            says(bea, i, second[i], "");
        }
        // Three of five agree; by chance 2/5 * 2/5 + 3/5 * 3/5 = 13/25 would.
        assertThat(progress().both()).isEqualTo(5);
        assertThat(progress().kappa()).isEqualTo(1.0 / 6, within(1e-12));
    }

    @Test
    void isChosenBeforeTheFirstVerdict() {
        assertThat(progress().reviewers()).isEqualTo(1);
        assertThatThrownBy(() -> reviewers.choose(scoring.id(), 3, fixture.admin))
                .isInstanceOf(InputException.class);
        says(fixture.admin, 0, Kind.NORMAL, "");
        assertThat(counts(0)).as("one reviewer is enough").isNotNull();
        assertThatThrownBy(() -> reviewers.choose(scoring.id(), 2, fixture.admin))
                .isInstanceOf(ConflictException.class);
        says(fixture.admin, 0, null, "");
        assertThat(reviewers.choose(scoring.id(), 2, fixture.admin).reviewers()).isEqualTo(2);
    }
}
