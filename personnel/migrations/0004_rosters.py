import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('personnel', '0003_rolls'),
    ]

    operations = [
        migrations.CreateModel(
            name='RosterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('many_units', models.BooleanField(default=False, verbose_name='untuk banyak satker')),
                ('complete', models.BooleanField(default=True, verbose_name='daftar lengkap')),
                ('as_of', models.DateField(verbose_name='berlaku sejak')),
                ('status', models.CharField(choices=[('QUEUED', 'Menunggu dibaca'), ('READING', 'Sedang dibaca'), ('READY', 'Siap diperiksa'), ('REFUSED', 'Tidak dapat dibaca'), ('APPLYING', 'Sedang diterapkan'), ('APPLIED', 'Sudah diterapkan'), ('DISCARDED', 'Dibuang'), ('FAILED', 'Gagal')], default='QUEUED', max_length=10, verbose_name='keadaan')),
                ('file_name', models.CharField(max_length=120, verbose_name='nama berkas')),
                ('stored_as', models.CharField(blank=True, max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(verbose_name='diunggah')),
                ('problem', models.TextField(blank=True, verbose_name='kendala')),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('skipped', models.JSONField(default=list)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('applied_at', models.DateTimeField(null=True, verbose_name='diterapkan')),
                ('forgotten_at', models.DateTimeField(null=True, verbose_name='isinya dihapus')),
                ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diterapkan oleh')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diminta oleh')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rosters', to='personnel.unit', verbose_name='satker')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diunggah oleh')),
            ],
            options={
                'verbose_name': 'daftar pegawai',
                'verbose_name_plural': 'daftar pegawai',
                'ordering': ('-pk',),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('status__in', ['QUEUED', 'READING', 'READY', 'REFUSED', 'APPLYING', 'APPLIED', 'DISCARDED', 'FAILED'])), name='roster_status_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', False), ('status', 'APPLIED')), models.Q(models.Q(('status', 'APPLIED'), _negated=True), ('applied_at__isnull', True)), _connector='OR'), name='roster_applied_iff_dated'),
                    models.CheckConstraint(condition=models.Q(('forgotten_at__isnull', True), ('stored_as', ''), _connector='OR'), name='roster_file_until_forgotten'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RosterRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('line', models.PositiveIntegerField(null=True, verbose_name='baris')),
                ('verdict', models.CharField(choices=[('NEW', 'Baru'), ('CHANGED', 'Berubah'), ('ENDED', 'Berakhir'), ('UNCHANGED', 'Tetap'), ('UNCLEAR', 'Belum jelas'), ('ERROR', 'Salah')], max_length=10, verbose_name='hasil')),
                ('sealed', models.BinaryField()),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='personnel.rosterimport')),
                ('tenure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='personnel.tenure')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'baris daftar',
                'verbose_name_plural': 'baris daftar',
                'ordering': ('place',),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('verdict__in', ['NEW', 'CHANGED', 'ENDED', 'UNCHANGED', 'UNCLEAR', 'ERROR'])), name='roster_row_verdict_known'),
                    models.UniqueConstraint(fields=('roster', 'place'), name='roster_row_place_once'),
                ],
            },
        ),
        migrations.AddIndex(
            model_name='rosterrow',
            index=models.Index(fields=['roster', 'verdict', 'place'], name='roster_row_by'),
        ),
    ]
