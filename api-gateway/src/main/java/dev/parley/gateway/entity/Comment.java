package dev.parley.gateway.entity;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A comment under a post, or an answer to one. Ingest and dispatch write the table. */
@Entity
@Immutable
@Table(name = "comments")
public class Comment extends PanacheEntityBase {
    @Id
    public Long id;

    @Column(name = "post_id")
    public Long postId;

    @Column(name = "profile_id")
    public Long profileId;

    @Column(name = "external_id")
    public String externalId;

    @Column(name = "parent_external_id")
    public @Nullable String parentExternalId;

    public String status;

    public @Nullable String body;

    @Column(name = "author_external_id")
    public @Nullable String authorExternalId;

    @Column(name = "author_username")
    public @Nullable String authorUsername;

    @Column(name = "author_name")
    public @Nullable String authorName;

    @Column(name = "author_avatar_url")
    public @Nullable String authorAvatarUrl;

    @Column(name = "is_own")
    public boolean isOwn;

    @Column(name = "is_hidden")
    public boolean isHidden;

    @Column(name = "like_count")
    public int likeCount;

    public @Nullable String permalink;

    @ColumnTransformer(read = "cast(metadata as text)")
    public @Nullable String metadata;

    @Column(name = "platform_data")
    @ColumnTransformer(read = "cast(platform_data as text)")
    public @Nullable String platformData;

    @ColumnTransformer(read = "cast(attachments as text)")
    public String attachments;

    @Column(name = "posted_at")
    public @Nullable OffsetDateTime postedAt;

    @Column(name = "deleted_at")
    public @Nullable OffsetDateTime deletedAt;

    @Column(name = "created_at")
    public OffsetDateTime createdAt;
}
