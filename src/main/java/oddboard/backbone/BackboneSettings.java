package oddboard.backbone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.detector.BackboneName;
import oddboard.detector.Detector;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import org.springframework.stereotype.Component;

/** Makes the names of backbones in settings definite. */
@Component
public class BackboneSettings {
    private final BackboneRepository repository;

    BackboneSettings(BackboneRepository repository) {
        this.repository = repository;
    }

    /**
     * The settings with the SHA-256 of each backbone that they name, in the caller's transaction, until whose end it is not
     * deleted.
     *
     * @throws SettingsException where there is no such backbone, its self test has not passed, or it has other weights by now
     */
    public Settings resolved(Detector detector, Settings settings) {
        Map<String, Object> changed = new LinkedHashMap<>(settings.asMap());
        for (Setting setting : detector.settings()) {
            if (setting.type() == Setting.Type.BACKBONE) {
                BackboneName wanted = settings.backbone(setting.name());
                if (!wanted.isBuiltIn()) {
                    changed.put(
                            setting.name(),
                            require(setting.name(), wanted).reference().toString());
                }
            }
        }
        return Settings.of(detector.settings(), changed);
    }

    private Backbone require(String setting, BackboneName wanted) {
        repository.hold(wanted.name());
        Backbone found = repository
                .find(wanted.name())
                .orElseThrow(() -> new SettingsException(
                        setting,
                        "There is no backbone \"" + wanted.name() + "\"; there are "
                                + Stream.concat(
                                                Stream.of(BackboneName.BUILT_IN),
                                                repository.list().stream().map(Backbone::name))
                                        .collect(Collectors.joining(", "))
                                + "."));
        if (wanted.sha256() != null && !wanted.sha256().equals(found.sha256())) {
            throw new SettingsException(
                    setting,
                    "The backbone \"" + wanted.name() + "\" has other weights by now (SHA-256 " + found.sha256()
                            + "); choose it again.");
        }
        if (!found.isReady()) {
            throw new SettingsException(
                    setting,
                    "The backbone \"" + wanted.name() + "\" can't be used: its self test "
                            + (found.state().isEnded() ? "did not pass." : "has not ended yet."));
        }
        return found;
    }
}
