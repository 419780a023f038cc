package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import oddboard.account.Role;
import oddboard.account.TestAccounts;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.InputException;
import oddboard.dataset.Dataset.Visibility;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

class MembersTest {
    @TempDir
    private Path home;

    private DatasetFixture room;
    private Members members;
    private Dataset caps;
    private DatasetId id;

    @BeforeEach
    void makeAPrivateDataSet() {
        room = new DatasetFixture(home);
        members = new Members(
                new MemberRepository(room.jdbc),
                room.datasets,
                TestAccounts.users(room.database),
                room.transaction,
                Audit.of(room.jdbc));
        caps = room.datasets.create("Caps", "", Visibility.PRIVATE, room.member);
        id = caps.id();
    }

    private DatasetRole role(User user) {
        return room.datasets.role(id, user).orElse(null);
    }

    @Test
    void sharesAndTakesBack() {
        assertThat(role(room.other)).isNull();
        members.set(id, room.other.id(), DatasetRole.READER, room.member);
        assertThat(role(room.other)).isEqualTo(DatasetRole.READER);
        assertThat(room.datasets.mayChange(caps, room.other)).isFalse();
        members.set(id, room.other.id(), DatasetRole.EDITOR, room.member);
        assertThat(room.datasets.mayEdit(caps, room.other)).isTrue();
        assertThat(room.datasets.mayManage(caps, room.other)).isFalse();
        assertThat(members.list(id, room.other))
                .extracting(Member::name, Member::role, Member::addedBy)
                .containsExactly(tuple("mia", DatasetRole.OWNER, ""), tuple("otto", DatasetRole.EDITOR, "mia"));
        members.remove(id, room.other.id(), room.member);
        assertThat(room.datasets.find(id, room.other)).isEmpty();
        assertThat(room.jdbc
                        .sql("select action from audit order by id")
                        .query(String.class)
                        .list())
                .containsSubsequence("dataset.share", "dataset.share", "dataset.unshare");
    }

    @Test
    void aViewerNeverChangesAnythingEvenAsEditor() {
        members.set(id, room.viewer.id(), DatasetRole.EDITOR, room.member);
        assertThat(role(room.viewer)).isEqualTo(DatasetRole.READER);
        assertThat(room.datasets.mayChange(caps, room.viewer)).isFalse();
        assertThatThrownBy(() -> members.set(id, room.viewer.id(), DatasetRole.OWNER, room.member))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("may only look");
    }

    @Test
    void onlyItsOwnerAndAdministratorsShare() {
        members.set(id, room.other.id(), DatasetRole.EDITOR, room.admin);
        assertThatThrownBy(() -> members.set(id, room.viewer.id(), DatasetRole.READER, room.other))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("owner and administrators");
        assertThatThrownBy(() -> members.setTeam(id, Visibility.TEAM, DatasetRole.READER, room.other))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> members.list(id, room.viewer))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("There is no data set " + id + ".");
        assertThatThrownBy(() -> members.remove(id, room.other.id(), room.viewer))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("There is no data set " + id + ".");
        members.remove(id, room.other.id(), room.other);
        assertThat(role(room.other)).as("everybody may leave").isNull();
    }

    @Test
    void alwaysHasOneOwner() {
        assertThatThrownBy(() -> members.set(id, room.member.id(), DatasetRole.READER, room.member))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mia owns this data set");
        assertThatThrownBy(() -> members.remove(id, room.member.id(), room.member))
                .isInstanceOf(IllegalStateException.class);
        members.set(id, room.other.id(), DatasetRole.OWNER, room.member);
        assertThat(List.of(role(room.other), role(room.member))).containsExactly(DatasetRole.OWNER, DatasetRole.EDITOR);
        assertThatThrownBy(() -> members.set(id, room.member.id(), DatasetRole.OWNER, room.member))
                .as("it is theirs no more")
                .isInstanceOf(AccessDeniedException.class);
        assertThat(members.list(id, room.admin)).hasSize(2);
    }

    @Test
    void isNotHandedOverToWhomAlreadyHasOneOfItsName() {
        room.datasets.create("caps", "", Visibility.PRIVATE, room.other);
        assertThatThrownBy(() -> members.set(id, room.other.id(), DatasetRole.OWNER, room.member))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("otto already has a data set of this name");
        assertThat(role(room.member)).isEqualTo(DatasetRole.OWNER);
    }

    @Test
    void saysWhatTheTeamMayDo() {
        members.setTeam(id, Visibility.TEAM, DatasetRole.READER, room.member);
        assertThat(role(room.other)).isEqualTo(DatasetRole.READER);
        members.setTeam(id, Visibility.TEAM, DatasetRole.MEMBER, room.member);
        assertThat(role(room.other)).isEqualTo(DatasetRole.MEMBER);
        members.set(id, room.other.id(), DatasetRole.READER, room.member);
        assertThat(role(room.other))
                .as("a role of one's own goes before the team's")
                .isEqualTo(DatasetRole.READER);
        assertThat(role(room.user("vic", Role.VIEWER))).isEqualTo(DatasetRole.READER);
        assertThatThrownBy(() -> members.setTeam(id, Visibility.TEAM, DatasetRole.EDITOR, room.member))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> members.named("nobody"))
                .isInstanceOf(InputException.class)
                .hasMessage("There is no user called nobody.");
    }
}
