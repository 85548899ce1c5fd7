from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models


class User(AbstractBaseUser, PermissionsMixin):
    employee_number = models.CharField(max_length=30, unique=True)
    USERNAME_FIELD = "employee_number"
