// Django REST framework: views, view sets, actions, serializers. What they answer is JSON.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('Django REST framework', () => {
  itFollows({
    views: `
from rest_framework import generics, mixins, status
from rest_framework.response import Response
from rest_framework.views import APIView
from os import system as run

class Orders(APIView):
    def get(self, request, name, format=None):
        run(request.query_params['a'])  # finding: os-command-injection
        run(name)  # finding: os-command-injection
        return Response({'a': request.query_params['a']}, status=status.HTTP_200_OK)
    def post(self, request):
        run(request.data['a'])  # finding: os-command-injection
        run(request.data.get('a', ''))  # finding: os-command-injection
        run(request.FILES['a'].name)  # finding: os-command-injection
        run(request.user.username)
        return Response(request.data)

class Listed(mixins.ListModelMixin, generics.GenericAPIView):
    def get_queryset(self):
        run(self.request.query_params.get('a'))  # finding: os-command-injection
        run(self.kwargs['name'])  # finding: os-command-injection
    def perform_create(self, serializer):
        run(self.request.data['a'])  # finding: os-command-injection
        run(self.queryset)
`,
    'view sets and their actions': `
from rest_framework import viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.response import Response
from os import system as run

class Orders(viewsets.ModelViewSet):
    def retrieve(self, request, pk=None):
        run('ls ' + pk)  # finding: os-command-injection
        return Response({'pk': pk})
    @action(detail=True, methods=['post'], url_path='send')
    def send(self, request, pk=None):
        run(request.data['a'])  # finding: os-command-injection
        run(pk)  # finding: os-command-injection
        return Response({})
    def helper(self, pk):
        run(pk)

@api_view(['GET', 'POST'])
@permission_classes([])
def view(request, name):
    run(name)  # finding: os-command-injection
    run(request.data['a'])  # finding: os-command-injection
    run(request.method)
    return Response({'a': name})
`,
    'what a serializer lets pass': `
from rest_framework import serializers, viewsets
from rest_framework.response import Response
from django.db import connection
from os import system as run

class Item(serializers.Serializer):
    name = serializers.CharField(max_length=20)
    count = serializers.IntegerField()
    key = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=['a', 'b'])
    at = serializers.DateTimeField()
    def validate_name(self, value):
        run('ls ' + value)  # finding: os-command-injection
        return value
    def create(self, validated_data):
        run('ls ' + validated_data['name'])  # finding: os-command-injection
        run('ls %s' % validated_data['count'])
        return None

class Items(viewsets.ViewSet):
    def create(self, request):
        item = Item(data=request.data)
        item.is_valid(raise_exception=True)
        run('ls ' + item.validated_data['name'])  # finding: os-command-injection
        run('ls %s' % item.validated_data['count'])
        run('ls %s' % item.validated_data['key'])
        run('ls ' + item.validated_data['kind'])
        run('ls %s' % item.validated_data.get('at'))
        connection.cursor().execute('SELECT %s', [item.validated_data['name']])
        return Response(item.data)
`,
  });
});
