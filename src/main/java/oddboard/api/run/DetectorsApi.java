package oddboard.api.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import oddboard.api.Cursor;
import oddboard.api.Page;
import oddboard.common.NotFoundException;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.MeasuredAuc;
import oddboard.detector.Setting;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Detectors")
@RestController
@RequestMapping("/api/v1/detectors")
class DetectorsApi {

    record SettingResponse(
            String name,
            String type,
            @JsonProperty("default") Object defaultValue,
            @Nullable Double min,
            @Nullable Double max,
            List<String> choices,
            String help) {
        static SettingResponse of(Setting s) {
            return new SettingResponse(
                    s.name(),
                    s.type().name().toLowerCase(Locale.ROOT),
                    s.defaultValue(),
                    s.min(),
                    s.max(),
                    s.choices(),
                    s.help());
        }
    }

    record MeasuredResponse(String dataset, String settings, String epochs, double auroc) {
        static MeasuredResponse of(MeasuredAuc from) {
            return new MeasuredResponse(from.dataset(), from.settings(), from.epochs(), from.auc());
        }
    }

    record DetectorResponse(
            String id,
            String title,
            String description,
            boolean trainable,
            boolean epochs,
            boolean reconstructs,
            boolean needsBackbone,
            String maps,
            String costHint,
            String use,
            String limits,
            List<MeasuredResponse> measured,
            List<SettingResponse> settings) {
        static DetectorResponse of(Detector d) {
            return new DetectorResponse(
                    d.id(),
                    d.title(),
                    d.description(),
                    true,
                    d.traits().epochs(),
                    d.traits().reconstructs(),
                    false,
                    d.traits().maps(),
                    d.traits().cost(),
                    d.help().use(),
                    d.help().limits(),
                    MeasuredAuc.of(d.id()).stream().map(MeasuredResponse::of).toList(),
                    d.settings().stream().map(SettingResponse::of).toList());
        }
    }

    @Operation(summary = "Detectors with their settings")
    @GetMapping
    Page<DetectorResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<Detector> all = List.copyOf(Detectors.all());
        return Cursor.of(limit, cursor).ascending(all, all::indexOf, DetectorResponse::of);
    }

    @Operation(summary = "A detector with its settings")
    @GetMapping("/{id}")
    DetectorResponse get(@PathVariable String id) {
        return Detectors.all().stream()
                .filter(d -> d.id().equals(id))
                .findFirst()
                .map(DetectorResponse::of)
                .orElseThrow(() -> new NotFoundException("There is no detector " + id + "."));
    }
}
