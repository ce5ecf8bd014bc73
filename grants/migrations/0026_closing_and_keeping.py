"""Cases are closed, kept for their time, and destroyed or made anonymous by two people."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from portal.core.migration_steps import InOneStep


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0008_kinds_of_case_documents"),
        ("grants", "0025_what_stood_before"),
        ("partnerships", "0019_new_bodies_recorded_by_statement"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        InOneStep(
            [
                migrations.CreateModel(
                    name="ArchivePackage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="ordered"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["application", "-version"],
                    },
                ),
                migrations.CreateModel(
                    name="CaseClosing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("granted", "Cases in which money was granted"),
                                    ("rejected", "Cases that were rejected"),
                                    (
                                        "undecided",
                                        "Cases that were withdrawn, or declined as an expression of interest",
                                    ),
                                ],
                                max_length=10,
                                verbose_name="how it ended",
                            ),
                        ),
                        (
                            "last_entry",
                            models.PositiveIntegerField(
                                help_text="What was entered later is about what became of the case.",
                                verbose_name="last entry of the register",
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="closed"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["application"],
                    },
                ),
                migrations.CreateModel(
                    name="Destruction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "due_on",
                            models.DateField(
                                help_text="What fell due until this day.", verbose_name="due on"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed: somebody else has to confirm it"),
                                    ("confirmed", "Confirmed: being carried out"),
                                    ("done", "Carried out"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "proposed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="proposed"
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="confirmed"),
                        ),
                        (
                            "finished_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="carried out"),
                        ),
                        (
                            "counts",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="By class; nothing of it names a person.",
                                verbose_name="what it came to",
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(
                                blank=True,
                                help_text="Of the checksums of all files that were destroyed, in order.",
                                max_length=64,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="DestructionItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("destroy", "Destroyed: only its place in the statistics is left"),
                                    (
                                        "anonymise",
                                        "Anonymised: numbers, days and outcomes stay, names and texts go",
                                    ),
                                    ("keep", "Kept for ever"),
                                ],
                                max_length=10,
                                verbose_name="what happens",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="fell due")),
                        (
                            "finished_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="carried out"),
                        ),
                        (
                            "skipped",
                            models.CharField(blank=True, max_length=300, verbose_name="left out because"),
                        ),
                        ("rows", models.PositiveIntegerField(default=0, verbose_name="records")),
                        ("files", models.PositiveIntegerField(default=0, verbose_name="files")),
                        ("size", models.PositiveBigIntegerField(default=0, verbose_name="size in bytes")),
                        ("digests", models.JSONField(blank=True, default=list, verbose_name="checksums")),
                        (
                            "leftover",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="Stored files that are still to be removed; empty once they are.",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["destruction", "due_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="DestructionMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_status", models.CharField(max_length=30, verbose_name="from")),
                        ("to_status", models.CharField(max_length=30, verbose_name="to")),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="when"
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "ordering": ["id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LegalHold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ground",
                            models.TextField(
                                help_text="Such as: an audit, a lawsuit, a request for damages.",
                                max_length=2000,
                                verbose_name="ground",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="Empty until it is lifted.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "placed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="placed"
                            ),
                        ),
                        ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted")),
                        ("reason", models.TextField(blank=True, verbose_name="why it was lifted")),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="LegalHoldEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "ground",
                            models.TextField(
                                help_text="Such as: an audit, a lawsuit, a request for damages.",
                                max_length=2000,
                                verbose_name="ground",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="Empty until it is lifted.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "placed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="placed"
                            ),
                        ),
                        ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted")),
                        ("reason", models.TextField(blank=True, verbose_name="why it was lifted")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RetentionClass",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                help_text="As the authority's plan of documents calls it, such as 3.2.1.",
                                max_length=40,
                                verbose_name="code",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "ground",
                            models.TextField(
                                help_text="The law, or the decision of the archive's authority, that says so, with its section and day.",
                                max_length=2000,
                                verbose_name="ground",
                            ),
                        ),
                        (
                            "trigger",
                            models.CharField(
                                choices=[
                                    ("decision", "The day of the decision"),
                                    ("rejection", "The day of the rejection"),
                                    ("closing", "The day of closing"),
                                    ("last_payment", "The day of the last payment"),
                                    ("agreement_end", "The end of what was agreed with the grantee"),
                                ],
                                max_length=15,
                                verbose_name="counted from",
                            ),
                        ),
                        (
                            "years",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty for what is kept for ever.",
                                null=True,
                                verbose_name="years",
                            ),
                        ),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("destroy", "Destroyed: only its place in the statistics is left"),
                                    (
                                        "anonymise",
                                        "Anonymised: numbers, days and outcomes stay, names and texts go",
                                    ),
                                    ("keep", "Kept for ever"),
                                ],
                                max_length=10,
                                verbose_name="what happens then",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "verbose_name_plural": "retention classes",
                        "ordering": ["authority", "code", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionClassEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "code",
                            models.CharField(
                                help_text="As the authority's plan of documents calls it, such as 3.2.1.",
                                max_length=40,
                                verbose_name="code",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "ground",
                            models.TextField(
                                help_text="The law, or the decision of the archive's authority, that says so, with its section and day.",
                                max_length=2000,
                                verbose_name="ground",
                            ),
                        ),
                        (
                            "trigger",
                            models.CharField(
                                choices=[
                                    ("decision", "The day of the decision"),
                                    ("rejection", "The day of the rejection"),
                                    ("closing", "The day of closing"),
                                    ("last_payment", "The day of the last payment"),
                                    ("agreement_end", "The end of what was agreed with the grantee"),
                                ],
                                max_length=15,
                                verbose_name="counted from",
                            ),
                        ),
                        (
                            "years",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty for what is kept for ever.",
                                null=True,
                                verbose_name="years",
                            ),
                        ),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("destroy", "Destroyed: only its place in the statistics is left"),
                                    (
                                        "anonymise",
                                        "Anonymised: numbers, days and outcomes stay, names and texts go",
                                    ),
                                    ("keep", "Kept for ever"),
                                ],
                                max_length=10,
                                verbose_name="what happens then",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RetentionRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("granted", "Cases in which money was granted"),
                                    ("rejected", "Cases that were rejected"),
                                    (
                                        "undecided",
                                        "Cases that were withdrawn, or declined as an expression of interest",
                                    ),
                                ],
                                max_length=10,
                                verbose_name="cases",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="closed from")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="closed until")),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "ordering": ["retention_class", "kind", "valid_from", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionRuleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("granted", "Cases in which money was granted"),
                                    ("rejected", "Cases that were rejected"),
                                    (
                                        "undecided",
                                        "Cases that were withdrawn, or declined as an expression of interest",
                                    ),
                                ],
                                max_length=10,
                                verbose_name="cases",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="closed from")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="closed until")),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ]
        ),
        InOneStep(
            [
                migrations.AddField(
                    model_name="archivepackage",
                    name="application",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to="grants.application",
                    ),
                ),
                migrations.AddField(
                    model_name="archivepackage",
                    name="created_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="archivepackage",
                    name="job",
                    field=models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.job",
                    ),
                ),
                migrations.AddField(
                    model_name="caseclosing",
                    name="application",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closing",
                        to="grants.application",
                    ),
                ),
                migrations.AddField(
                    model_name="caseclosing",
                    name="authority",
                    field=models.ForeignKey(
                        help_text="The case's authority, repeated here so that one index serves what falls due.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.authority",
                    ),
                ),
                migrations.AddField(
                    model_name="caseclosing",
                    name="closed_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="destruction",
                    name="authority",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destructions",
                        to="partnerships.authority",
                    ),
                ),
                migrations.AddField(
                    model_name="destruction",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="destruction",
                    name="job",
                    field=models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.job",
                    ),
                ),
                migrations.AddField(
                    model_name="destruction",
                    name="proposed_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="destructionitem",
                    name="application",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destruction_items",
                        to="grants.application",
                    ),
                ),
                migrations.AddField(
                    model_name="destructionitem",
                    name="destruction",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="grants.destruction",
                    ),
                ),
                migrations.AddField(
                    model_name="destructionmove",
                    name="by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="destructionmove",
                    name="destruction",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="grants.destruction",
                    ),
                ),
                migrations.AddField(
                    model_name="legalhold",
                    name="application",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="grants.application",
                    ),
                ),
                migrations.AddField(
                    model_name="legalhold",
                    name="lifted_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="legalhold",
                    name="placed_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="legalholdevent",
                    name="application",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="grants.application",
                    ),
                ),
                migrations.AddField(
                    model_name="legalholdevent",
                    name="lifted_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="legalholdevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="legalholdevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="grants.legalhold",
                    ),
                ),
                migrations.AddField(
                    model_name="legalholdevent",
                    name="placed_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="retentionclass",
                    name="authority",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retention_classes",
                        to="partnerships.authority",
                        verbose_name="authority",
                    ),
                ),
                migrations.AddField(
                    model_name="destructionitem",
                    name="retention_class",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destruction_items",
                        to="grants.retentionclass",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionclassevent",
                    name="authority",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.authority",
                        verbose_name="authority",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionclassevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionclassevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="grants.retentionclass",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionrule",
                    name="authority",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retention_rules",
                        to="partnerships.authority",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionrule",
                    name="call",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Empty for all calls. What is said of one call goes before what is said of all.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retention_rules",
                        to="grants.call",
                        verbose_name="call",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionrule",
                    name="retention_class",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="grants.retentionclass",
                        verbose_name="class",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionruleevent",
                    name="authority",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.authority",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionruleevent",
                    name="call",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty for all calls. What is said of one call goes before what is said of all.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="grants.call",
                        verbose_name="call",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionruleevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionruleevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="grants.retentionrule",
                    ),
                ),
                migrations.AddField(
                    model_name="retentionruleevent",
                    name="retention_class",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="grants.retentionclass",
                        verbose_name="class",
                    ),
                ),
            ]
        ),
        InOneStep(
            [
                migrations.AddConstraint(
                    model_name="archivepackage",
                    constraint=models.UniqueConstraint(
                        fields=("application", "version"),
                        name="archive_package_version_once",
                        violation_error_message="This version of the package already exists.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="archivepackage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)),
                        name="archive_package_version_from_one",
                        violation_error_message="Versions are counted from 1.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="caseclosing",
                    index=models.Index(fields=["authority", "closed_at"], name="case_closing_by_day"),
                ),
                migrations.AddConstraint(
                    model_name="destruction",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "confirmed"])),
                        fields=("authority",),
                        name="destruction_one_at_a_time",
                        violation_error_message="Another destruction waits to be carried out. Finish it first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="destruction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="destruction_four_eyes",
                        violation_error_message="Somebody else than who proposed the destruction has to confirm it.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="destruction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at", None),
                                ("confirmed_by", None),
                                ("status__in", ["proposed", "withdrawn"]),
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("status__in", ["confirmed", "done"]),
                            ),
                            _connector="OR",
                        ),
                        name="destruction_confirmed_by_somebody",
                        violation_error_message="A destruction is confirmed before it is carried out.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="destruction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", False), ("status", "done")),
                            models.Q(models.Q(("status", "done"), _negated=True), ("finished_at", None)),
                            _connector="OR",
                        ),
                        name="destruction_finished_at_with_end",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="legalhold",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True),
                        name="legal_hold_with_ground",
                        violation_error_message="Say why the case may not be destroyed.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="legalhold",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None), ("reason", "")),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="legal_hold_lifted_with_reason",
                        violation_error_message="Say why the hold is lifted.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="retentionclass",
                    constraint=models.UniqueConstraint(
                        fields=("authority", "code"),
                        name="retention_class_code_once",
                        violation_error_message="Another class has this code.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="retentionclass",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True),
                        name="retention_class_with_ground",
                        violation_error_message="Name the law or the decision that says so.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="retentionclass",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "keep"), ("years", None)),
                            models.Q(models.Q(("action", "keep"), _negated=True), ("years__range", (0, 200))),
                            _connector="OR",
                        ),
                        name="retention_class_years_unless_kept",
                        violation_error_message="Say for how many years, at most 200; what is kept for ever has no number of years.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="destructionitem",
                    constraint=models.UniqueConstraint(
                        fields=("destruction", "application"), name="destruction_item_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="destructionitem",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", False), ("skipped", "")),
                        fields=("application",),
                        name="destruction_item_carried_out_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="destructionitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("action", "keep"), _negated=True),
                        name="destruction_item_not_kept",
                        violation_error_message="What is kept for ever is not destroyed.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="retentionrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_from", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="retention_rule_days_in_order",
                        violation_error_message="The last day lies before the first one.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="retentionrule",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("authority", "="),
                            ("kind", "="),
                            (
                                django.db.models.functions.comparison.Coalesce(
                                    "call", models.Value(0), output_field=models.BigIntegerField()
                                ),
                                "=",
                            ),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="retention_rule_one_at_a_time",
                        violation_error_message="Another class holds for these cases on some of these days already. End it first.",
                    ),
                ),
            ]
        ),
        InOneStep(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="appeal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.application_id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="3518531f470b6f04332284a919d80f0a2d9a2e03",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_closed_case_stands_fc6d9",
                            table="grants_appeal",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="application",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="20c0885e941004dfc10f95fd275389af2a2359f8",
                            operation='UPDATE OF "status", "title", "applicant_name", "requested", "content", "content_sha256", "submitted_at", "reopened_at", "screening_note", "officer_id", "deputy_id", "ground"',
                            pgid="pgtrigger_closed_case_stands_3b1a8",
                            table="grants_application",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="award",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = (SELECT d.application_id FROM grants_decision d WHERE d.id = NEW.decision_id)) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="ce9cd2843991325b11240a2feb38bd5a4587c506",
                            operation='UPDATE OF "amount", "status", "reduced", "accepted_at", "revoked_at"',
                            pgid="pgtrigger_closed_case_stands_e6bd8",
                            table="grants_award",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="caseentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.application_id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="e1db942e2a0c010b7dea2a429033a8f182e35ca6",
                            operation="INSERT",
                            pgid="pgtrigger_closed_case_stands_7a66e",
                            table="grants_caseentry",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="casenote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.application_id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="a4512d55393c93d2cc7b45a30f8487aeee37e57e",
                            operation="INSERT",
                            pgid="pgtrigger_closed_case_stands_4f6a4",
                            table="grants_casenote",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="caseparty",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.application_id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="6d5224c9cfaeb28009022b7c457cc1f54b2d2702",
                            operation='INSERT OR UPDATE OF "role", "name", "postal_address", "email", "state", "settlement", "until"',
                            pgid="pgtrigger_closed_case_stands_f3be7",
                            table="grants_caseparty",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="casetask",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.application_id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="f6b4f1ccb30ec43dfff4cfbdc0bcf5debfec4d2a",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_closed_case_stands_399cf",
                            table="grants_casetask",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="changerequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.application_id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="4c5ce3db2be64e05ed1ac7d2704af15811b7ad61",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_closed_case_stands_5daa1",
                            table="grants_changerequest",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.application_id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="f720a1985cae0fe7f2ba923b9b404b2ce9233be9",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_closed_case_stands_abcd5",
                            table="grants_decision",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decisionact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.application_id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="414ddac5c67e929248ebdc5e96e4bfe6feafc29b",
                            operation="INSERT",
                            pgid="pgtrigger_closed_case_stands_3ce35",
                            table="grants_decisionact",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = (SELECT d.application_id FROM grants_award w JOIN grants_decision d ON d.id = w.decision_id WHERE w.id = NEW.award_id)) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="b9edb7e7e75b726a19c7ae0c6029cbe4f94bd938",
                            operation='INSERT OR UPDATE OF "amount", "status", "account_id", "paid_on", "due_on"',
                            pgid="pgtrigger_closed_case_stands_da922",
                            table="grants_payment",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="registerentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NOT (NEW.\"kind\" IN ('archive', 'hold', 'destruction', 'disclosure')))",
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.application_id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="7f3b0f0fa075640f2ea16a1fa8c63a01c9615579",
                            operation="INSERT",
                            pgid="pgtrigger_closed_case_stands_994a3",
                            table="grants_registerentry",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="repayment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = (SELECT d.application_id FROM grants_award w JOIN grants_decision d ON d.id = w.decision_id WHERE w.id = NEW.award_id)) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="fe321b0dbb8b0fa4c4412296b97277de289bdb21",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_closed_case_stands_14654",
                            table="grants_repayment",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="report",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.application_id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="93b09385de8be9bffc0fe9e0762c65a6af053307",
                            operation='INSERT OR UPDATE OF "status", "due_on", "saved_at", "handed_in_at", "review", "amount"',
                            pgid="pgtrigger_closed_case_stands_f373f",
                            table="grants_report",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="caseclosing",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="572a6d4e4d910967b752dbcdaab49427b45014c0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f94ad",
                            table="grants_caseclosing",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="destructionmove",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6738bc31fe35aa3954c835df3c2e321feb6c8a0c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dc047",
                            table="grants_destructionmove",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legalhold",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_legalholdevent" ("application_id", "ground", "id", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "until") VALUES (NEW."application_id", NEW."ground", NEW."id", NEW."lifted_at", NEW."lifted_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."placed_at", NEW."placed_by_id", NEW."reason", NEW."until"); RETURN NULL;',
                            hash="02930e0ba4408ca2e0ab20435263c95b60b2cf00",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d7aa1",
                            table="grants_legalhold",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legalhold",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_legalholdevent" ("application_id", "ground", "id", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "until") VALUES (NEW."application_id", NEW."ground", NEW."id", NEW."lifted_at", NEW."lifted_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."placed_at", NEW."placed_by_id", NEW."reason", NEW."until"); RETURN NULL;',
                            hash="cc97338d21b8a34efc7976db167f21700dfe32eb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_db35a",
                            table="grants_legalhold",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legalhold",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_legalholdevent" ("application_id", "ground", "id", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "until") VALUES (OLD."application_id", OLD."ground", OLD."id", OLD."lifted_at", OLD."lifted_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."placed_at", OLD."placed_by_id", OLD."reason", OLD."until"); RETURN NULL;',
                            hash="eec9ab38e15e38e23bac507b84527c4e1412f24c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_67282",
                            table="grants_legalhold",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legalholdevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b158184e02fa1985bf27ae9a44ea44b4efd18ffb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d9efb",
                            table="grants_legalholdevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="retentionclass",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_retentionclassevent" ("action", "authority_id", "code", "ground", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trigger", "version", "years") VALUES (NEW."action", NEW."authority_id", NEW."code", NEW."ground", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."trigger", NEW."version", NEW."years"); RETURN NULL;',
                            hash="518b45b5f85f7616fe239e5a40c6963eeb75ced3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2e6d8",
                            table="grants_retentionclass",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="retentionclass",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_retentionclassevent" ("action", "authority_id", "code", "ground", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trigger", "version", "years") VALUES (NEW."action", NEW."authority_id", NEW."code", NEW."ground", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."trigger", NEW."version", NEW."years"); RETURN NULL;',
                            hash="a5ded6e2df9bf7dd1fceab8e4910028e97275f74",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_859e8",
                            table="grants_retentionclass",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="retentionclass",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_retentionclassevent" ("action", "authority_id", "code", "ground", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trigger", "version", "years") VALUES (OLD."action", OLD."authority_id", OLD."code", OLD."ground", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."trigger", OLD."version", OLD."years"); RETURN NULL;',
                            hash="0d931bdd6d44ca0af55e3c3ad39b3cc19fdf372a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cef12",
                            table="grants_retentionclass",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="retentionclassevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a7131d2955f0aa9d93b583d40b69c8bf60757dc6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_74a99",
                            table="grants_retentionclassevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="retentionrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_retentionruleevent" ("authority_id", "call_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retention_class_id", "valid_from", "valid_until", "version") VALUES (NEW."authority_id", NEW."call_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."retention_class_id", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                            hash="f59c3f23c3006c72c745486c7003d1beef701356",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_68d43",
                            table="grants_retentionrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="retentionrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_retentionruleevent" ("authority_id", "call_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retention_class_id", "valid_from", "valid_until", "version") VALUES (NEW."authority_id", NEW."call_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."retention_class_id", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                            hash="e78fd095104097afda1b713eb5c3d1afac1e9923",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cfc4a",
                            table="grants_retentionrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="retentionrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_retentionruleevent" ("authority_id", "call_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retention_class_id", "valid_from", "valid_until", "version") VALUES (OLD."authority_id", OLD."call_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."retention_class_id", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                            hash="3cc03b47114c07a79ba1853d047a0333f3f74b6f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1073a",
                            table="grants_retentionrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="retentionruleevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="dcd1d4bd7b09e6d26621ada5889c32402c0cc440",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a94a8",
                            table="grants_retentionruleevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
