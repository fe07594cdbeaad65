package dev.parley.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.error.ApiException;
import dev.parley.json.NulCharacters;
import io.vertx.core.Future;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads forms and multipart bodies; files go to disk as they arrive and leave it when the request is answered. */
@ApplicationScoped
public class FormIntake {
    private static final Logger LOG = Logger.getLogger(FormIntake.class);

    private final UploadFolder folder;

    public FormIntake(UploadFolder folder) {
        this.folder = folder;
    }

    /** @param isMultipart whether the body must have a boundary; a form has none */
    void read(RoutingContext context, long limit, boolean isMultipart) {
        HttpServerRequest request = context.request();
        if (BodyIntake.claimsMoreThan(request, limit)) {
            RouterRefusals.answerUnread(context, ApiException.tooLarge());
            return;
        }
        @Nullable MultipartEnd ending = MultipartEnd.of(request.getHeader("Content-Type"));
        if (isMultipart && ending == null) {
            RouterRefusals.answerUnread(context, ApiException.unreadable());
            return;
        }
        List<IncomingFile> files = new ArrayList<>();
        context.addEndHandler(answered -> files.forEach(IncomingFile::discard));
        request.exceptionHandler(broken -> {
            files.forEach(IncomingFile::discard);
            RouterRefusals.answer(context, ApiException.unreadable());
        });
        try {
            request.setExpectMultipart(true);
        } catch (RuntimeException noBoundary) {
            // The decoder refuses a content type without a boundary in one way, and fails over an empty one in another.
            RouterRefusals.answerUnread(context, ApiException.unreadable());
            return;
        }
        request.handler(chunk -> {
            if (ending != null) {
                ending.follow(chunk);
            }
        });
        request.uploadHandler(upload -> arrive(context, upload, limit).ifPresent(files::add));
        request.endHandler(end -> {
            boolean whole =
                    (ending == null || ending.isThere()) && files.stream().noneMatch(IncomingFile::isOpen);
            finish(context, files, limit, whole);
        });
        request.resume();
    }

    private Optional<IncomingFile> arrive(RoutingContext context, HttpServerFileUpload upload, long limit) {
        if (context.response().ended()) {
            return Optional.empty();
        }
        IncomingFile.Bound bound =
                new IncomingFile.Bound(limit, () -> RouterRefusals.answerUnread(context, ApiException.tooLarge()));
        try {
            return Optional.of(IncomingFile.receive(context.vertx(), folder.next(), context.request(), upload, bound));
        } catch (FileSystemException noRoom) {
            LOG.warnf("an upload cannot be stored: %s", noRoom.toString());
            RouterRefusals.answerUnread(context, ApiException.unavailable());
            return Optional.empty();
        }
    }

    private static void finish(RoutingContext context, List<IncomingFile> files, long limit, boolean whole) {
        if (context.request().bytesRead() > limit) {
            RouterRefusals.answerUnread(context, ApiException.tooLarge());
            return;
        }
        if (!whole) {
            RouterRefusals.answer(context, ApiException.unreadable());
            return;
        }
        Future.join(files.stream().map(IncomingFile::written).toList()).onComplete(written -> {
            if (context.response().ended()) {
                return;
            }
            if (written.failed()) {
                RouterRefusals.answer(context, ApiException.unavailable());
            } else {
                enter(context, files.stream().map(IncomingFile::asUpload).toList());
            }
        });
    }

    private static void enter(RoutingContext context, List<Upload> uploads) {
        ObjectNode values = FormFields.read(context.request().formAttributes());
        if (NulCharacters.isIn(values)) {
            RouterRefusals.answer(context, ApiException.unreadable());
            return;
        }
        StringBuilder canonical = new StringBuilder(values.toString());
        for (Upload upload : uploads) {
            canonical.append('\n').append(upload.field()).append(' ').append(upload.fileName());
            canonical.append(' ').append(upload.sha256());
        }
        BodyIntake.enter(
                context, new Fields(values, uploads), canonical.toString().getBytes(StandardCharsets.UTF_8));
    }
}
