package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import oddboard.account.TestAccounts;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetQuery.Show;
import oddboard.dataset.DatasetQuery.Sort;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

class ProjectsTest {
    @TempDir
    private Path home;

    private DatasetFixture fixture;
    private Projects projects;
    private ProjectMembers members;
    private ProjectId line;
    private DatasetId caps;

    @BeforeEach
    void makeAProjectOfOnePrivateDataSet() {
        fixture = new DatasetFixture(home);
        var repository = new ProjectRepository(fixture.jdbc);
        var audit = Audit.of(fixture.jdbc);
        projects = new Projects(repository, fixture.datasets, fixture.transaction, audit);
        members = new ProjectMembers(
                repository, projects, TestAccounts.users(fixture.database), fixture.transaction, audit);
        line = projects.create(" Line 3 ", "Caps and bottles", fixture.member).id();
        caps = fixture.datasets
                .create("Caps", "", Visibility.PRIVATE, fixture.member)
                .id();
        projects.put(line, caps, fixture.member);
    }

    private DatasetRole role(User user) {
        return fixture.datasets.role(caps, user).orElse(null);
    }

    @Test
    void aMemberHasTheirRoleOnEachDataSet() {
        assertThat(role(fixture.other)).isNull();
        members.set(line, fixture.other.id(), DatasetRole.READER, fixture.member);
        assertThat(role(fixture.other)).isEqualTo(DatasetRole.READER);
        members.set(line, fixture.other.id(), DatasetRole.EDITOR, fixture.member);
        assertThat(role(fixture.other)).isEqualTo(DatasetRole.EDITOR);
        members.set(line, fixture.viewer.id(), DatasetRole.EDITOR, fixture.member);
        assertThat(role(fixture.viewer)).as("a viewer never changes anything").isEqualTo(DatasetRole.READER);
        assertThat(role(fixture.admin)).isEqualTo(DatasetRole.ADMINISTRATOR);
        members.remove(line, fixture.other.id(), fixture.other);
        assertThat(role(fixture.other)).as("everybody may leave").isNull();
    }

    @Test
    void theOwnerOfTheProjectEditsDataSetsOfOthersInIt() {
        members.set(line, fixture.other.id(), DatasetRole.EDITOR, fixture.member);
        var bottles = fixture.datasets
                .create("Bottles", "", Visibility.PRIVATE, fixture.other)
                .id();
        assertThat(fixture.datasets.role(bottles, fixture.member)).isEmpty();
        projects.put(line, bottles, fixture.other);
        assertThat(fixture.datasets.role(bottles, fixture.member)).contains(DatasetRole.EDITOR);
        projects.takeOut(line, bottles, fixture.member);
        assertThat(fixture.datasets.role(bottles, fixture.member)).isEmpty();
    }

    @Test
    void aRoleOnTheDataSetComesFirstThenTheMoreOfProjectAndTeam() {
        var own = new MemberRepository(fixture.jdbc);
        members.set(line, fixture.other.id(), DatasetRole.EDITOR, fixture.member);
        own.set(caps, fixture.other.id(), DatasetRole.READER, fixture.member.id());
        assertThat(role(fixture.other)).isEqualTo(DatasetRole.READER);
        own.remove(caps, fixture.other.id());
        own.setTeamRole(caps, Visibility.TEAM, DatasetRole.READER);
        assertThat(role(fixture.other)).isEqualTo(DatasetRole.EDITOR);
        members.set(line, fixture.other.id(), DatasetRole.READER, fixture.member);
        own.setTeamRole(caps, Visibility.TEAM, DatasetRole.MEMBER);
        assertThat(role(fixture.other)).as("a project takes nothing away").isEqualTo(DatasetRole.MEMBER);
    }

    @Test
    void isNotThereForWhomItIsNot() {
        assertThat(projects.list(fixture.other)).isEmpty();
        assertThat(projects.find(line, fixture.other)).isEmpty();
        for (Runnable work : List.<Runnable>of(
                () -> members.list(line, fixture.other),
                () -> projects.delete(line, fixture.other),
                () -> projects.put(line, caps, fixture.other),
                () -> members.set(line, fixture.other.id(), DatasetRole.EDITOR, fixture.other))) {
            assertThatThrownBy(work::run)
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage("There is no project " + line + ".");
        }
        new MemberRepository(fixture.jdbc).setTeamRole(caps, Visibility.TEAM, DatasetRole.MEMBER);
        assertThat(fixture.datasets.find(caps, fixture.other).orElseThrow().project())
                .as("its name is not given away by a data set of the team")
                .isNull();
        assertThat(fixture.datasets.find(caps, fixture.member).orElseThrow().project())
                .isEqualTo(new Project.Ref(line, "Line 3"));
        var search = new DatasetSearch(new DatasetSearchRepository(fixture.jdbc), new DatasetRepository(fixture.jdbc));
        var query = new DatasetQuery("", Show.ALL, line, Sort.NAME);
        assertThat(search.page(query, 1, 10, fixture.other).all()).isZero();
        assertThat(search.page(query, 1, 10, fixture.member).all()).isOne();
    }

    @Test
    void onlyItsOwnerAndAdministratorsChangeIt() {
        members.set(line, fixture.other.id(), DatasetRole.EDITOR, fixture.member);
        assertThatThrownBy(() -> projects.change(line, "x", null, fixture.other))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> projects.delete(line, fixture.other)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> members.set(line, fixture.viewer.id(), DatasetRole.READER, fixture.other))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> projects.create("x", "", fixture.viewer)).isInstanceOf(AccessDeniedException.class);
        var changed = projects.change(line, "Line 4", null, fixture.admin);
        assertThat(changed)
                .extracting(Project::name, Project::description, Project::members, Project::datasets)
                .containsExactly("Line 4", "Caps and bottles", 2, 1);
    }

    @Test
    void whoMayNotShareADataSetPutsItIntoNoProject() {
        members.set(line, fixture.other.id(), DatasetRole.READER, fixture.member);
        var bottles = fixture.datasets
                .create("Bottles", "", Visibility.TEAM, fixture.other)
                .id();
        assertThatThrownBy(() -> projects.put(line, bottles, fixture.member))
                .as("not theirs")
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> projects.put(line, bottles, fixture.other))
                .as("only reads the project")
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> projects.takeOut(line, bottles, fixture.admin)).isInstanceOf(ConflictException.class);
    }

    @Test
    void deletingAProjectDeletesNoDataSet() {
        members.set(line, fixture.other.id(), DatasetRole.READER, fixture.member);
        projects.delete(line, fixture.member);
        assertThat(projects.list(fixture.admin)).isEmpty();
        assertThat(fixture.datasets.find(caps, fixture.member).orElseThrow().project())
                .isNull();
        assertThat(role(fixture.other)).isNull();
        assertThat(fixture.jdbc
                        .sql("select action from audit order by id")
                        .query(String.class)
                        .list())
                .containsSubsequence(
                        "project.create", "dataset.create", "project.add", "project.share", "project.delete");
    }

    @Test
    void isHandedOverAndHasAPlainNameOfItsOwn() {
        members.set(line, fixture.other.id(), DatasetRole.OWNER, fixture.member);
        assertThat(members.list(line, fixture.member))
                .extracting(Member::name, Member::role)
                .containsExactly(tuple("otto", DatasetRole.OWNER), tuple("mia", DatasetRole.EDITOR));
        assertThatThrownBy(() -> members.remove(line, fixture.other.id(), fixture.other))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("otto owns this project");
        assertThatThrownBy(() -> members.set(line, fixture.viewer.id(), DatasetRole.OWNER, fixture.other))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("may only look");
        assertThatThrownBy(() -> members.set(line, fixture.viewer.id(), DatasetRole.MEMBER, fixture.other))
                .isInstanceOf(InputException.class);
        projects.create("line 3", "", fixture.member);
        assertThatThrownBy(() -> members.set(line, fixture.member.id(), DatasetRole.OWNER, fixture.other))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("mia already has a project of this name");
        assertThatThrownBy(() -> projects.create("LINE 3", "", fixture.member))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("already have a project");
        assertThatThrownBy(() -> projects.create(" ", "", fixture.member))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("project's name");
    }

    @Test
    void aDataSetIsInOneProjectAtMost() {
        var other = projects.create("Line 4", "", fixture.member).id();
        projects.put(other, caps, fixture.member);
        assertThat(fixture.datasets.find(caps, fixture.member).orElseThrow().project())
                .isEqualTo(new Project.Ref(other, "Line 4"));
        assertThat(projects.list(fixture.member))
                .extracting(Project::name, Project::datasets)
                .containsExactly(tuple("Line 3", 0), tuple("Line 4", 1));
    }
}
