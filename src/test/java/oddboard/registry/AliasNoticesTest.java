package oddboard.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.notice.Notice;
import oddboard.notice.Notices;
import org.junit.jupiter.api.Test;

class AliasNoticesTest extends ModelFixture {
    private List<String> notices(User of) {
        return fixture.part(Notices.class).list(of, 50).stream()
                .map(Notice::text)
                .filter(text -> text.contains("alias"))
                .toList();
    }

    private User editor(String name) {
        User editor = member(name);
        fixture.jdbc
                .sql("insert into dataset_member (dataset_id, account_id, role) select id, :of, 'EDITOR' from dataset")
                .param("of", editor.id().value())
                .update();
        return editor;
    }

    @Test
    void tellsTheOwnerAndWhoeverRegisteredTheModelThatSomebodyElseMovedItsAlias() throws Exception {
        User otto = editor("otto");
        User grace = editor("grace");
        registration.register(trained(Map.of()), "nuts", "", List.of(), grace);

        aliases.move("nuts", "champion", 1, null, "", otto);
        aliases.move("nuts", "champion", 1, null, "the same again", otto);
        String moved = "otto moved the alias champion of the model nuts to version 1.";
        assertThat(notices(ada)).containsExactly(moved);
        assertThat(notices(grace)).containsExactly(moved);
        assertThat(notices(otto)).isEmpty();
        assertThat(fixture.part(Notices.class).list(grace, 1).getFirst().href())
                .isEqualTo(ModelRoutes.version("nuts", 1));

        aliases.move("nuts", "spare", 1, null, "", ada);
        assertThat(notices(ada)).as("of what she did herself").containsExactly(moved);
        assertThat(notices(grace)).containsExactly("ada moved the alias spare of the model nuts to version 1.", moved);
    }

    @Test
    void tellsNobodyWhoLostSightOfTheDataSet() throws Exception {
        User grace = editor("grace");
        registration.register(trained(Map.of()), "nuts", "", List.of(), grace);
        fixture.jdbc.sql("delete from dataset_member").update();
        fixture.jdbc.sql("update dataset set visibility = 'private'").update();
        aliases.move("nuts", "champion", 1, null, "", ada);
        assertThat(notices(grace)).isEmpty();
    }
}
