package oddboard.api.dataset;

import oddboard.api.Fields;
import oddboard.api.Required;
import oddboard.layout.FolderChoice;
import oddboard.layout.FolderRole;
import org.jspecify.annotations.Nullable;

/** What a folder of an archive is. */
record FolderField(
        @Required @Nullable String folder,
        @Required @Nullable String role,
        @Nullable String type) {
    FolderChoice choice() {
        return new FolderChoice(
                Fields.required("folder", folder),
                Fields.oneOf("role", FolderRole.class, Fields.required("role", role), FolderRole.LEAVE_OUT),
                type == null ? "" : type);
    }
}
