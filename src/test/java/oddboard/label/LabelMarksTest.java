package oddboard.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import oddboard.testing.DatasetFixture;
import oddboard.testing.DrawnSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelMarksTest {
    @TempDir
    Path home;

    @Test
    void everyDecisionOnAMarkIsInTheAuditLog() throws Exception {
        var fixture = new DatasetFixture(home);
        var marks = fixture.part(LabelMarks.class);
        byte[] images = DrawnSet.npy("|u1", "(3, 32, 32, 3)", DrawnSet.pixels(new boolean[3], 32, 1));
        var version = fixture.importNow(
                        fixture.create("Drawn"),
                        Map.of(
                                "trainingset.npy",
                                images,
                                "testingset.npy",
                                images,
                                "labels.csv",
                                "ID,label\n0,0\n1,1\n2,0\n".getBytes(StandardCharsets.UTF_8)))
                .id();
        var first = marks.mark(version, new LabelChange(0, true, "dent"), "look", null, fixture.member);
        var second = marks.mark(version, new LabelChange(2, true, ""), "", null, fixture.member);

        marks.reject(version, List.of(second.id()), fixture.admin);
        marks.reopen(version, second.id(), fixture.admin);
        assertThat(marks.approve(version, List.of(first.id(), second.id()), "", fixture.admin))
                .isPresent();

        assertThat(fixture.jdbc
                        .sql(
                                "select action || ' ' || detail from audit where who = 'ada' and object = :version order by id")
                        .param("version", "version " + version)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "mark.reject marks [" + second.id() + "]",
                        "mark.reopen mark " + second.id(),
                        "labels.save label set 2, 2 labels sent",
                        "mark.approve marks [" + first.id() + ", " + second.id() + "]");
    }
}
