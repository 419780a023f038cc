package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import oddboard.account.Role;
import oddboard.account.TestAccounts;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset.Visibility;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

class MembersTest {
    @TempDir
    private Path home;

    private DatasetFixture fixture;
    private Members members;
    private Dataset caps;
    private DatasetId id;

    @BeforeEach
    void makeAPrivateDataSet() {
        fixture = new DatasetFixture(home);
        members = new Members(
                new MemberRepository(fixture.jdbc),
                fixture.datasets,
                TestAccounts.users(fixture.database),
                fixture.transaction,
                Audit.of(fixture.jdbc),
                event -> {});
        caps = fixture.datasets.create("Caps", "", Visibility.PRIVATE, fixture.member);
        id = caps.id();
    }

    private DatasetRole role(User user) {
        return fixture.datasets.role(id, user).orElse(null);
    }

    @Test
    void sharesAndTakesBack() {
        assertThat(role(fixture.other)).isNull();
        members.set(id, fixture.other.id(), DatasetRole.READER, fixture.member);
        assertThat(role(fixture.other)).isEqualTo(DatasetRole.READER);
        assertThat(fixture.datasets.mayChange(caps, fixture.other)).isFalse();
        members.set(id, fixture.other.id(), DatasetRole.EDITOR, fixture.member);
        assertThat(fixture.datasets.mayEdit(caps, fixture.other)).isTrue();
        assertThat(fixture.datasets.mayManage(caps, fixture.other)).isFalse();
        assertThat(members.list(id, fixture.other))
                .extracting(Member::name, Member::role, Member::addedBy)
                .containsExactly(tuple("mia", DatasetRole.OWNER, ""), tuple("otto", DatasetRole.EDITOR, "mia"));
        members.remove(id, fixture.other.id(), fixture.member);
        assertThat(fixture.datasets.find(id, fixture.other)).isEmpty();
        assertThat(fixture.jdbc
                        .sql("select action from audit order by id")
                        .query(String.class)
                        .list())
                .containsSubsequence("dataset.share", "dataset.share", "dataset.unshare");
    }

    @Test
    void aViewerNeverChangesAnythingEvenAsEditor() {
        members.set(id, fixture.viewer.id(), DatasetRole.EDITOR, fixture.member);
        assertThat(role(fixture.viewer)).isEqualTo(DatasetRole.READER);
        assertThat(fixture.datasets.mayChange(caps, fixture.viewer)).isFalse();
        assertThatThrownBy(() -> members.set(id, fixture.viewer.id(), DatasetRole.OWNER, fixture.member))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("may only look");
    }

    @Test
    void onlyItsOwnerAndAdministratorsShare() {
        members.set(id, fixture.other.id(), DatasetRole.EDITOR, fixture.admin);
        assertThatThrownBy(() -> members.set(id, fixture.viewer.id(), DatasetRole.READER, fixture.other))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("owner and administrators");
        assertThatThrownBy(() -> members.setTeam(id, Visibility.TEAM, DatasetRole.READER, fixture.other))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> members.list(id, fixture.viewer))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("There is no data set " + id + ".");
        assertThatThrownBy(() -> members.remove(id, fixture.other.id(), fixture.viewer))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("There is no data set " + id + ".");
        members.remove(id, fixture.other.id(), fixture.other);
        assertThat(role(fixture.other)).as("everybody may leave").isNull();
    }

    @Test
    void alwaysHasOneOwner() {
        assertThatThrownBy(() -> members.set(id, fixture.member.id(), DatasetRole.READER, fixture.member))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("mia owns this data set");
        assertThatThrownBy(() -> members.remove(id, fixture.member.id(), fixture.member))
                .isInstanceOf(ConflictException.class);
        members.set(id, fixture.other.id(), DatasetRole.OWNER, fixture.member);
        assertThat(List.of(role(fixture.other), role(fixture.member)))
                .containsExactly(DatasetRole.OWNER, DatasetRole.EDITOR);
        assertThatThrownBy(() -> members.set(id, fixture.member.id(), DatasetRole.OWNER, fixture.member))
                .as("it is theirs no more")
                .isInstanceOf(AccessDeniedException.class);
        assertThat(members.list(id, fixture.admin)).hasSize(2);
    }

    @Test
    void isNotHandedOverToWhomAlreadyHasOneOfItsName() {
        fixture.datasets.create("caps", "", Visibility.PRIVATE, fixture.other);
        assertThatThrownBy(() -> members.set(id, fixture.other.id(), DatasetRole.OWNER, fixture.member))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("otto already has a data set of this name");
        assertThat(role(fixture.member)).isEqualTo(DatasetRole.OWNER);
    }

    @Test
    void saysWhatTheTeamMayDo() {
        members.setTeam(id, Visibility.TEAM, DatasetRole.READER, fixture.member);
        assertThat(role(fixture.other)).isEqualTo(DatasetRole.READER);
        members.setTeam(id, Visibility.TEAM, DatasetRole.MEMBER, fixture.member);
        assertThat(role(fixture.other)).isEqualTo(DatasetRole.MEMBER);
        members.set(id, fixture.other.id(), DatasetRole.READER, fixture.member);
        assertThat(role(fixture.other))
                .as("a role of one's own goes before the team's")
                .isEqualTo(DatasetRole.READER);
        assertThat(role(fixture.user("vic", Role.VIEWER))).isEqualTo(DatasetRole.READER);
        assertThatThrownBy(() -> members.setTeam(id, Visibility.TEAM, DatasetRole.EDITOR, fixture.member))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> members.named("nobody"))
                .isInstanceOf(InputException.class)
                .hasMessage("There is no user called nobody.");
    }
}
