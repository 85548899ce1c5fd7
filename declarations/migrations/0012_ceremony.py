import declarations.models.ceremonies
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


def first_met(apps, schema_editor):
    """An obligation that is met was met when its statement was signed."""
    Obligation = apps.get_model("declarations", "Obligation")
    Statement = apps.get_model("declarations", "Statement")
    signed = Statement.objects.filter(pk=models.OuterRef("fulfilled_by"))
    Obligation.objects.exclude(fulfilled_by=None).update(
        met_at=models.Subquery(signed.values("signed_at")[:1])
    )


class Migration(migrations.Migration):
    """Ceremonies, shared devices, packs, and declaring on paper."""

    dependencies = [
        ('declarations', '0011_advice_and_oversight'),
        ('personnel', '0005_grant_proposals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SharedDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('started_at', 'pk'),
            },
        ),
        migrations.AddField(
            model_name='obligation',
            name='met_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='Ceremony',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=declarations.models.ceremonies.new_code, max_length=12, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('place', models.CharField(max_length=120)),
                ('opened_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ceremonies', to='declarations.campaign')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ceremonies', to='personnel.unit')),
            ],
            options={
                'ordering': ('-opened_at', '-pk'),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), _connector='OR'), name='ceremony_ending_whole'),
                    models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('campaign', 'unit'), name='ceremony_one_at_a_time'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Pack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('contents', models.CharField(choices=[('PROOFS', 'Bukti telah menyatakan'), ('STATEMENTS', 'Surat Pernyataan Bebas')], max_length=10)),
                ('ordered_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('WAITING', 'Sedang dibuat'), ('READY', 'Siap diunduh'), ('FAILED', 'Gagal dibuat'), ('REMOVED', 'Sudah dihapus')], default='WAITING', max_length=10)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('stored_as', models.CharField(blank=True, max_length=120)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField(null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='declarations.campaign')),
                ('ordered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='personnel.unit')),
            ],
            options={
                'ordering': ('-ordered_at', '-pk'),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('contents__in', ['PROOFS', 'STATEMENTS'])), name='pack_contents_known'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['WAITING', 'READY', 'FAILED', 'REMOVED'])), name='pack_state_known'),
                    models.UniqueConstraint(condition=models.Q(('state', 'WAITING')), fields=('campaign', 'unit', 'contents'), name='pack_one_waiting'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'READY'), _negated=True), models.Q(models.Q(('stored_as', ''), _negated=True), ('made_at__isnull', False)), _connector='OR'), name='pack_ready_has_its_file'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PaperScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('PDF', 'PDF'), ('JPG', 'JPG'), ('PNG', 'PNG'), ('DOCX', 'DOCX'), ('XLSX', 'XLSX'), ('MP4', 'MP4')], max_length=5)),
                ('size', models.PositiveIntegerField()),
                ('stored_as', models.CharField(max_length=120, unique=True)),
                ('about_sealed', models.BinaryField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['PDF', 'JPG', 'PNG', 'DOCX', 'XLSX', 'MP4'])), name='paper_scan_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='PaperSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_on', models.DateField()),
                ('marked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('end', models.CharField(blank=True, choices=[('REPLACED', 'Digantikan tanda tangan elektronik'), ('OBJECTED', 'Disanggah oleh orangnya'), ('TAKEN_BACK', 'Dibatalkan oleh operator')], max_length=10)),
                ('marked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_signatures', to='declarations.obligation')),
                ('scan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='declarations.paperscan')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('ended_at', None)), models.Q(('end__in', ['REPLACED', 'OBJECTED', 'TAKEN_BACK']), ('ended_at__isnull', False)), _connector='OR'), name='paper_signature_ended_iff_said_why'),
                    models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('obligation',), name='paper_signature_one_standing'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PackReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('pack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='declarations.pack')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.AddField(
            model_name='obligation',
            name='on_paper',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='declarations.papersignature'),
        ),
        migrations.RunPython(first_met, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fulfilled_by', None), ('met_at', None), ('on_paper', None)), models.Q(('fulfilled_by__isnull', False), ('met_at__isnull', False), ('on_paper', None)), models.Q(('fulfilled_by', None), ('met_at__isnull', False), ('on_paper__isnull', False)), _connector='OR'), name='obligation_met_one_way'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('excused_at', None), ('met_at', None), _connector='OR'), name='obligation_excused_is_unmet'),
        ),
        migrations.AddField(
            model_name='shareddevice',
            name='ceremony',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='declarations.ceremony'),
        ),
        migrations.AddField(
            model_name='shareddevice',
            name='started_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
