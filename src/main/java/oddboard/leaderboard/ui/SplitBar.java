package oddboard.leaderboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import java.util.Optional;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.label.LabelSplit;
import oddboard.label.LabelSplits;
import oddboard.label.ui.PartSwitch;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** On a board whose labels are split: by which part it ranks, and for who manages it the act of opening. */
final class SplitBar extends Div {
    private static final long serialVersionUID = 1L;

    /** @param shown makes the page again with this state */
    SplitBar(LabelSplit split, LabelSplits splits, User viewer, BoardState state, Consumer<BoardState> shown) {
        addClassName("odd-split-bar");
        var version = split.version();
        add(new PartSwitch(
                Optional.of(split),
                splits.parts(version, viewer),
                splits.shown(version, state.part(), viewer),
                part -> shown.accept(state.withPart(part))));
        if (!split.isOpen() && splits.mayManage(version, viewer)) {
            add(new Button(
                    "Open the private labels",
                    e -> confirm(splits, split, viewer, () -> shown.accept(state.withPart(null)))
                            .open()));
        }
    }

    private static ConfirmDialog confirm(LabelSplits splits, LabelSplit split, User viewer, Runnable opened) {
        var dialog = new ConfirmDialog();
        dialog.setHeader("Open the private labels?");
        dialog.setText(
                "Everybody who sees this data set then sees every label, and the board ranks by the private ones, beside"
                        + " how far each entry rose or fell. This can't be taken back, and your name stands beside it.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep them private");
        dialog.setConfirmText("Open them for everybody");
        dialog.addConfirmListener(confirmed -> {
            try {
                splits.open(split.version(), viewer);
                Toast.show("The private labels are open; the board ranks by them now.");
                opened.run();
            } catch (ConflictException | AccessDeniedException e) {
                Toast.error(RefusalText.of(e));
            }
        });
        return dialog;
    }
}
